/**
 * HTTP calls that leave the process, by the JDK alone.
 *
 * <p><b>The exchange.</b> {@link io.butterfly.outbound.WholeExchange} holds one deadline over a whole exchange, and
 * bounds the reply while it is read.
 *
 * <p><b>The address guard.</b> Which addresses this service may call on behalf of a user: a job's URL and each of its
 * redirects, a route, a webhook. Link-local addresses, the metadata services of clouds, multicast and addresses that
 * are no host are refused. {@code BUTTERFLY_OUTBOUND_DENY} and {@code BUTTERFLY_OUTBOUND_ALLOW} (ranges such as
 * {@code 10.0.0.0/8}) add to that and take from it. An address is judged by its bytes, and an IPv4 address inside an
 * IPv6 one is judged, too.
 *
 * <p>A literal address is judged by {@link io.butterfly.outbound.Outbound#objection} when it is set and before each
 * call. A name is looked up and judged by {@link io.butterfly.outbound.Outbound#addresses} before each call. What is
 * refused by default is also kept from every lookup of the process by {@link io.butterfly.outbound.GuardedResolver},
 * because a name server may answer the client's own lookup differently a moment later. The denied ranges are not: the
 * service's own database may be in one of them.
 */
package io.butterfly.outbound;
