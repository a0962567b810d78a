/** Rows as they are shown: where a row is just a row, Micronaut Data reads it. Nothing is written here. */
package io.butterfly.xingqiao.mysql.rows;
