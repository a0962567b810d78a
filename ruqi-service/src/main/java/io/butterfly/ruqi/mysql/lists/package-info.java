/** Lists of any length out of the tables. */
package io.butterfly.ruqi.mysql.lists;
