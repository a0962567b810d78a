/**
 * Messages that are POSTed to HTTP services instead of waiting for a worker.
 *
 * <p>A {@link io.butterfly.baichuan.route.Route} says which handlers live at which address. BaiChuan claims their
 * messages like any worker and POSTs the parameters to {@code <address><handler>}, with the message's id as
 * {@code x-reqid}; the JSON reply is the result. When the connection fails or the answer is 5xx, the attempt is lost
 * and another follows after a growing pause; the service may have done its work, so it should be idempotent under the
 * id. Anything else is an answer.
 */
package io.butterfly.baichuan.push;
