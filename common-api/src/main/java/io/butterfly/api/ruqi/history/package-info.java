/** What RuQi's history says on the wire. */
package io.butterfly.api.ruqi.history;
