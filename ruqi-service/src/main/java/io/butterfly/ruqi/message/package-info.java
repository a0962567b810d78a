/**
 * BaiChuan, as this service uses it: the message that a firing becomes, publishing it, asking how far it is, and
 * cancelling it.
 *
 * <p>Only an I/O error means that BaiChuan is unreachable, and it says whether the request may have arrived. Whatever
 * else goes wrong with a batch is the fault of something in it: the batch is halved until the culprit is alone, and the
 * culprit is refused with a reason.
 */
package io.butterfly.ruqi.message;
