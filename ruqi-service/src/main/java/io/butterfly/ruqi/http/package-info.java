/**
 * RuQi's calls: translate, one use case, translate. And the health that the process reports: that it lives, and that it
 * is ready.
 */
package io.butterfly.ruqi.http;
