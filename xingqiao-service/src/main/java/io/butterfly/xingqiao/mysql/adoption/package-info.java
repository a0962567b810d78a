/** What the Python service left in these tables: the shape of its public release, and its jobs. */
package io.butterfly.xingqiao.mysql.adoption;
