/** XingQiao's calls over HTTP, and its health. */
package io.butterfly.xingqiao.http;
