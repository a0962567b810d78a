/** Tests of what a process holds in memory for others. */
package io.butterfly.http.load;
