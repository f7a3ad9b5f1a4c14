using CityOps.Dashboard.Components.Shifts;

namespace CityOps.Tests.Dashboard.Ui;

public sealed class SlowLookTests
{
    readonly SlowLook _look = new();

    [Fact]
    public void Look_IsDueEveryThreeSeconds_OrEachWhileSomethingIsAmiss()
    {
        Assert.Equal([false, false, true, false, false, true], Enumerable.Range(0, 6).Select(_ => _look.IsDue(isEager: false)));
        Assert.All(Enumerable.Range(0, 3), _ => Assert.True(_look.IsDue(isEager: true)));
    }

    [Fact]
    public async Task Moved_IsAnotherMarkOrNone()
    {
        Assert.True(await MovedAsync(5));
        Assert.False(await MovedAsync(5));
        Assert.True(await MovedAsync(6));
        Assert.True(await MovedAsync(null));
        Assert.True(await MovedAsync(null));
        Assert.True(await MovedAsync(6));

        Task<bool> MovedAsync(long? mark) => _look.HasMovedAsync(() => Task.FromResult(mark));
    }

    [Fact]
    public async Task SecondLook_DoesNotBeginBesideTheFirst()
    {
        var slow = new TaskCompletionSource<long?>();
        var first = _look.HasMovedAsync(() => slow.Task);
        Assert.False(await _look.HasMovedAsync(() => throw new InvalidOperationException("asked")));
        slow.SetResult(1);
        Assert.True(await first);
        Assert.False(await _look.HasMovedAsync(() => Task.FromResult<long?>(1)));
    }
}
