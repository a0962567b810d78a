/** Jobs and tasks as they are shown. A row goes out column by column, so the wire's records are the rows here too. */
package io.butterfly.xingqiao.listing;
