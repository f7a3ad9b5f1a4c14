namespace CityOps.Core.Live;

/// <summary>
/// Lets one loop sleep until somebody has something for it or a time is over. Several calls of <see cref="Set"/> before the loop
/// looks are one. <see cref="Set"/> may be called from any thread and never blocks; only one loop may wait.
/// </summary>
public sealed class Wake(TimeProvider clock)
{
    TaskCompletionSource _set = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public void Set() => Volatile.Read(ref _set).TrySetResult();

    /// <param name="atMost"><see cref="Timeout.InfiniteTimeSpan"/> = until set.</param>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public async Task WaitAsync(TimeSpan atMost, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var set = Volatile.Read(ref _set).Task;
        if (!set.IsCompleted)
        {
            using var over = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            await Task.WhenAny(set, Task.Delay(atMost, clock, over.Token));
            await over.CancelAsync();
            cancellationToken.ThrowIfCancellationRequested();
        }

        // A Set that comes just before this line is not lost: the caller looks at its state after the wait.
        if (set.IsCompleted)
        {
            Volatile.Write(ref _set, new(TaskCreationOptions.RunContinuationsAsynchronously));
        }
    }
}
