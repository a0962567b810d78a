/**
 * The statements that fire: taking due jobs into the ledger, ending and taking over what is in it. Each is written so
 * that whoever has lost a row to another replica changes nothing. Locks are taken on job rows first, then on rows of
 * the ledger.
 */
package io.butterfly.ruqi.mysql.ledger;
