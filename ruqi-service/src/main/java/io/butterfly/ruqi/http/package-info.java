/**
 * RuQi's calls: translate, one use case, translate. And what the process tells its platform: that it lives, and that it
 * is ready.
 */
package io.butterfly.ruqi.http;
