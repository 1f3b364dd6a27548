package aprendiz.learners;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;

/**
 * Finds the minimum of a smooth convex function: limited-memory BFGS (Nocedal and Wright, "Numerical Optimization", 2006,
 * algorithms 7.4 and 7.5), with steps that are halved until the function falls enough.
 */
final class Lbfgs {

    private static final int MEMORY = 6;
    private static final int LONGEST = 1000;
    private static final double ENOUGH = 1e-4;
    private static final double SHORTEST = 1e-12;

    /** A function of many numbers. */
    @FunctionalInterface
    interface Function {

        /** @param gradient is overwritten with the derivatives at that place */
        double at(double[] place, double[] gradient);
    }

    /** A step s, the change y of the gradient in it, and 1 / sᵀy. */
    @SuppressWarnings("ArrayRecordComponent")
    private record Step(double[] s, double[] y, double rho) {}

    private Lbfgs() {}

    /**
     * Goes down from a place, which is overwritten.
     *
     * @param flat the gradient whose largest component is no larger than this ends the search
     */
    static void minimise(Function function, double[] place, double flat) {
        int n = place.length;
        double[] gradient = new double[n];
        double value = function.at(place, gradient);
        Deque<Step> memory = new ArrayDeque<>();
        for (int iteration = 0; iteration < LONGEST && largest(gradient) > flat; iteration++) {
            double[] direction = direction(gradient, memory);
            double slope = product(gradient, direction);
            double length = memory.isEmpty() ? 1 / Math.max(1, Math.sqrt(product(gradient, gradient))) : 1;
            double[] next = new double[n];
            double[] nextGradient = new double[n];
            double nextValue;
            while (true) {
                for (int i = 0; i < n; i++) {
                    next[i] = place[i] + length * direction[i];
                }
                nextValue = function.at(next, nextGradient);
                if (nextValue <= value + ENOUGH * length * slope) {
                    break;
                }
                length /= 2;
                if (length < SHORTEST) {
                    return;
                }
            }
            remember(memory, place, next, gradient, nextGradient);
            System.arraycopy(next, 0, place, 0, n);
            gradient = nextGradient;
            value = nextValue;
        }
    }

    /** −H g, by the two loops. */
    private static double[] direction(double[] gradient, Deque<Step> memory) {
        double[] q = gradient.clone();
        double[] alphas = new double[memory.size()];
        int at = 0;
        for (Step step : memory) {
            alphas[at] = step.rho * product(step.s, q);
            add(q, -alphas[at++], step.y);
        }
        Step newest = memory.peekFirst();
        double scale = newest == null ? 1 : 1 / (newest.rho * product(newest.y, newest.y));
        for (int i = 0; i < q.length; i++) {
            q[i] *= scale;
        }
        for (Iterator<Step> oldestFirst = memory.descendingIterator(); oldestFirst.hasNext(); ) {
            Step step = oldestFirst.next();
            double beta = step.rho * product(step.y, q);
            add(q, alphas[--at] - beta, step.s);
        }
        for (int i = 0; i < q.length; i++) {
            q[i] = -q[i];
        }
        return q;
    }

    private static void remember(
            Deque<Step> memory, double[] place, double[] next, double[] gradient, double[] nextGradient) {
        double[] s = next.clone();
        double[] y = nextGradient.clone();
        add(s, -1, place);
        add(y, -1, gradient);
        double curvature = product(s, y);
        if (curvature > 1e-10 * product(y, y)) {
            memory.addFirst(new Step(s, y, 1 / curvature));
            if (memory.size() > MEMORY) {
                memory.removeLast();
            }
        }
    }

    private static void add(double[] to, double factor, double[] what) {
        for (int i = 0; i < to.length; i++) {
            to[i] += factor * what[i];
        }
    }

    private static double product(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }

    private static double largest(double[] values) {
        double largest = 0;
        for (double value : values) {
            largest = Math.max(largest, Math.abs(value));
        }
        return largest;
    }
}
