/** BaiChuan on the wire for publishers: create a message, look at it, hear of its end. Times are seconds. */
package io.butterfly.api.baichuan;
