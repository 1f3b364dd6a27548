/** Works on jobs: claims one by a lease, runs its process, follows its progress, publishes what it made. */
package aprendiz.training.workers;
