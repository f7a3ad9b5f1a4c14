using System.Diagnostics;
using System.Globalization;
using CityOps.Tests.Ingestion.Mqtt;

namespace CityOps.Tests.EndToEnd.Isolation;

/// <summary>A connection on which somebody offends until told to stop.</summary>
sealed class Offender : IAsyncDisposable
{
    static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);
    static readonly TimeSpan StopsWithin = TimeSpan.FromSeconds(60);

    readonly CancellationTokenSource _enough = new();
    readonly TaskCompletionSource _atIt = new(TaskCreationOptions.RunContinuationsAsynchronously);
    readonly Offence _offence;
    readonly int _port;
    readonly Task _offending;
    TimeSpan _took;

    Offender(Offence offence, int port)
    {
        (_offence, _port) = (offence, port);
        _offending = Task.Run(OffendAsync);
    }

    /// <summary>Messages sent, when it has stopped.</summary>
    public int Sent { get; private set; }

    public string Pace => string.Create(CultureInfo.InvariantCulture, $"{Sent} messages of {_offence.Device} in {_took.TotalSeconds:0.0} s");

    /// <summary>Returns when it has sent half of what it sends at least.</summary>
    public static async Task<Offender> StartAsync(Offence offence, int port)
    {
        var offender = new Offender(offence, port);
        await await Task.WhenAny(offender._atIt.Task, offender._offending).WaitAsync(StopsWithin);
        return offender;
    }

    /// <summary>Returns when it has sent what it sends at least and the broker has had it all.</summary>
    public async Task StopAsync()
    {
        await _enough.CancelAsync();
        await _offending.WaitAsync(StopsWithin);
    }

    public async ValueTask DisposeAsync()
    {
        await _enough.CancelAsync();
        await _offending.WaitAsync(StopsWithin).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _enough.Dispose();
    }

    async Task OffendAsync()
    {
        using var connection = await RawMqtt.ConnectAsync(_port, $"offender-{_offence.Device}");
        using var timer = new PeriodicTimer(Pause);
        var began = Stopwatch.GetTimestamp();
        while (Sent < _offence.Least || !_enough.IsCancellationRequested)
        {
            await connection.PublishAllAsync(Enumerable.Range(Sent, _offence.PerBlock).Select(_offence.Message));
            Sent += _offence.PerBlock;
            if (Sent >= _offence.Least / 2)
            {
                _atIt.TrySetResult();
            }

            if (!_offence.Floods)
            {
                await timer.WaitForNextTickAsync(CancellationToken.None);
            }
        }

        // The answer comes after all that was sent before.
        await connection.PingAsync();
        Assert.Equal(RawMqtt.PingResp, (await connection.ReadAsync())?.Kind);
        _took = Stopwatch.GetElapsedTime(began);
    }
}
