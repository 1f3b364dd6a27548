/** Versions come from other hubs and from archives, verified, and leave as archives that stand by themselves. */
package aprendiz.registry.exchange;
