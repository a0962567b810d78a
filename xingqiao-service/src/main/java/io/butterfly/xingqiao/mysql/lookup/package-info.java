/** Reads, outside of turns, how one job or task stands. */
package io.butterfly.xingqiao.mysql.lookup;
