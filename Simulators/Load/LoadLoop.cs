using CityOps.Core.Readings;

namespace CityOps.Simulators.Load;

/// <summary>
/// The sending thread: every 2 ms it reads what was acknowledged, makes what the schedule says is due, and writes it. One thread for
/// all connections, and few writes with several messages each, are what makes a message cheap.
/// </summary>
sealed class LoadLoop(LoadOptions options, LoadConnection[] connections, LoadTally tally, LoadDialer dialer, TimeProvider clock) : IDisposable
{
    static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(2);
    static readonly TimeSpan WarmAfter = TimeSpan.FromSeconds(10);

    // So many messages of one connection go in one write even where fewer would keep all connections equally busy.
    const int FewestInWrite = 8;

    readonly byte[] scratch = new byte[64 * 1024];
    readonly RateSchedule schedule = new(options.Rate, options.Duration, options.Messages);
    readonly CancellationTokenSource over = new();
    int turn;
    int connected = connections.Length;

    public int Connected => Volatile.Read(ref connected);

    public long Start { get; private set; }

    /// <summary>The same in Unix ms.</summary>
    public long StartedAt { get; private set; }

    /// <summary>When the last message was made, from the start.</summary>
    public TimeSpan MadeFor { get; private set; }

    public CpuMeter Cpu { get; } = new();

    public double MostBehindSeconds => schedule.MostBehindSeconds;

    /// <param name="stop">Ends the making of messages; what was made is still written and waited for.</param>
    public void Run(CancellationToken stop)
    {
        using var pause = new ManualResetEvent(false);
        (Start, StartedAt) = (clock.GetTimestamp(), clock.UnixMs());
        Cpu.Start(tally.Sent);
        while (!stop.IsCancellationRequested && !schedule.IsOver(clock.GetElapsedTime(Start), tally.Sent))
        {
            var timestamp = clock.GetTimestamp();
            Attend(timestamp);
            Make(timestamp);
            pause.WaitOne(Tick);
        }

        Drain(pause);
        Cpu.Stop(tally.Sent);
        over.Cancel();
        foreach (var connection in connections)
        {
            connection.SayGoodbye();
        }
    }

    public void Dispose() => over.Dispose();

    void Drain(ManualResetEvent pause)
    {
        var began = clock.GetTimestamp();
        while (connections.Any(connection => !connection.IsSettled) && clock.GetElapsedTime(began) < options.DrainWithin)
        {
            Attend(clock.GetTimestamp());
            pause.WaitOne(Tick);
        }
    }

    void Make(long timestamp)
    {
        var elapsed = clock.GetElapsedTime(Start, timestamp);
        Cpu.Look(elapsed > WarmAfter, tally.Sent);
        var owed = schedule.Owed(elapsed, tally.Sent);
        var batch = Math.Max(FewestInWrite, owed / connections.Length);
        var now = clock.UnixMs();
        for (var looked = 0; owed > 0 && looked < connections.Length; looked++)
        {
            var connection = connections[turn];
            turn = turn + 1 == connections.Length ? 0 : turn + 1;
            var count = (int)Math.Min(Math.Min(owed, batch), connection.Room);
            if (count > 0)
            {
                owed -= count;
                connection.Make(count, now, timestamp);
                LoseUnless(connection.Write(scratch, timestamp), connection);
                MadeFor = elapsed;
            }
        }
    }

    void Attend(long timestamp)
    {
        foreach (var connection in connections)
        {
            if (connection.Connected)
            {
                LoseUnless(connection.Read(timestamp) && connection.Write(scratch, timestamp), connection);
            }
            else if (connection.Dialing is { IsCompletedSuccessfully: true } dialing)
            {
                connection.Dialing = null;
                connection.Attach(dialing.Result);
                Found();
            }
        }
    }

    void LoseUnless(bool alive, LoadConnection connection)
    {
        if (alive)
        {
            return;
        }

        connection.Lose();
        connection.Dialing = dialer.AgainAsync(connection.ClientId, over.Token);
        if (connected == connections.Length)
        {
            options.Notice("Connections lost; connecting again.");
        }

        Volatile.Write(ref connected, connected - 1);
    }

    void Found()
    {
        tally.CountReconnect();
        Volatile.Write(ref connected, connected + 1);
        if (connected == connections.Length)
        {
            options.Notice("All connections are back.");
        }
    }
}
