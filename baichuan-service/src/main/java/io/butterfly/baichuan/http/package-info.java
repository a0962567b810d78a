/** BaiChuan's calls: translate, one use case, translate back. */
package io.butterfly.baichuan.http;
