/** The calls that intervene. */
package io.butterfly.xingqiao.http.operating;
