package dev.shida.search;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ForkJoinPool;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.search.TaskExecutor;
import org.apache.lucene.util.IOFunction;

/**
 * Runs a task for each segment of the index in parallel, on the calling thread and the common pool. The largest segments come
 * first, each as a task of its own, so that no large one is left for the end: a parallel stream gives each thread some that are
 * neighbours, and had one thread do both halves of a million stories.
 */
final class SegmentTasks {
    private static final TaskExecutor EXECUTOR = new TaskExecutor(ForkJoinPool.commonPool());

    private SegmentTasks() {}

    /**
     * The results for all segments, in the order of these.
     *
     * @param leaf of a segment
     */
    static <S, T> List<T> inParallel(List<S> segments, Function<S, LeafReaderContext> leaf, IOFunction<S, T> task)
            throws IOException {
        List<Integer> largestFirst = IntStream.range(0, segments.size())
                .boxed()
                .sorted(Comparator.comparing(
                        i -> -leaf.apply(segments.get(i)).reader().maxDoc()))
                .toList();
        List<Callable<T>> tasks = new ArrayList<>();
        largestFirst.forEach(i -> tasks.add(() -> task.apply(segments.get(i))));
        List<T> results = EXECUTOR.invokeAll(tasks);
        return IntStream.range(0, segments.size())
                .mapToObj(i -> results.get(largestFirst.indexOf(i)))
                .toList();
    }
}
