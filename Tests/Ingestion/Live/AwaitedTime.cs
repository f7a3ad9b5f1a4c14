using Microsoft.Extensions.Time.Testing;

namespace CityOps.Tests.Ingestion.Live;

/// <summary>A clock moved by hand that knows until when the one who lives by it waits. For one wait at a time.</summary>
sealed class AwaitedTime(DateTimeOffset start) : FakeTimeProvider(start)
{
    readonly Lock _gate = new();
    DateTimeOffset _due = DateTimeOffset.MinValue;
    TaskCompletionSource _begun = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>
    /// Completes when a wait has begun that ends within this time from now. Time that passes earlier would not count for that wait.
    /// </summary>
    public async Task WaitBegunAsync(TimeSpan within)
    {
        for (var begun = Task.CompletedTask; ; await begun)
        {
            lock (_gate)
            {
                if (_due > GetUtcNow() && _due <= GetUtcNow() + within)
                {
                    return;
                }

                begun = _begun.Task;
            }
        }
    }

    /// <summary>Lets the time pass until the wait that was begun last is over.</summary>
    public void EndWait() => SetUtcNow(_due);

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = base.CreateTimer(callback, state, dueTime, period);
        if (dueTime > TimeSpan.Zero)
        {
            lock (_gate)
            {
                _due = GetUtcNow() + dueTime;
                _begun.TrySetResult();
                _begun = new(TaskCreationOptions.RunContinuationsAsynchronously);
            }
        }

        return timer;
    }
}
