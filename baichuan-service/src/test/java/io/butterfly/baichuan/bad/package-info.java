/** What one bad element of a batch may do: end, and nothing else. */
package io.butterfly.baichuan.bad;
