/** RuQi's tables on MySQL and MariaDB. Time in every statement is the server's; instants are UTC microseconds, DATETIME columns the zone's. */
package io.butterfly.ruqi.mysql;
