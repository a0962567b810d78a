/**
 * Rows as they are shown: lists are read while they are written, a few wide rows at a time. Nothing is written here.
 */
package io.butterfly.xingqiao.mysql.rows;
