/** The statements about the tables {@code task} and {@code execute_task}. */
package io.butterfly.ruqi.mysql.tasktable;
