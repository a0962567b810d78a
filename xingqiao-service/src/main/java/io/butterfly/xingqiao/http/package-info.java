/** XingQiao's calls, and how its health is shown. */
package io.butterfly.xingqiao.http;
