/** What Hub clients push: commits on branches, and tags. A commit is no version until it is published. */
package aprendiz.registry.commits;
