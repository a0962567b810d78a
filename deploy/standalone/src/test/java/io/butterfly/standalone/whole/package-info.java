/** All three services as processes on real databases: what only shows when each has its real neighbours. */
package io.butterfly.standalone.whole;
