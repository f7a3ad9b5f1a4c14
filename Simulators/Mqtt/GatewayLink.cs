using System.Threading.Channels;
using CityOps.Core.Wire;

namespace CityOps.Simulators.Mqtt;

/// <summary>
/// The line of a gateway, or of a device with a client of its own, to the broker: one queue, and one loop that keeps a connection,
/// sends in order, and after a loss sends again what was not acknowledged before anything newer. Posting and cutting are thread-safe.
/// </summary>
sealed class GatewayLink : IDisposable
{
    static readonly byte[] Offline = BirthWriter.Offline.ToArray();

    readonly GatewayOptions options;
    readonly GatewayDialer dialer;
    readonly Channel<OutboundMessage> queue;
    readonly CancellationTokenSource stop = new();
    readonly List<OutboundMessage> unacknowledged = [];
    long order;
    Task loop = Task.CompletedTask;
    volatile bool connected;

    // What a cut and the loop share.
    readonly Lock cutLock = new();
    GatewayConnection? current;
    TaskCompletionSource? restored;

    public GatewayLink(GatewayOptions options, TimeProvider clock)
    {
        this.options = options;
        dialer = new GatewayDialer(options, Account, clock);
        queue = Channel.CreateBounded<OutboundMessage>(new BoundedChannelOptions(options.Queue) { SingleReader = true });
    }

    public LinkAccount Account { get; } = new();

    public bool Connected => connected;

    /// <summary>Connects, publishes the births and waits for their acknowledgement; from then on the link mends itself.</summary>
    /// <remarks>A broker that cannot be reached or refuses us shows as an exception that is <see cref="ConnectionTrouble"/>.</remarks>
    /// <param name="within">How long a broker that is not there is asked again; one that refuses us is not.</param>
    public async Task StartAsync(TimeSpan within, CancellationToken ct) => loop = KeepSendingAsync(await dialer.FirstAsync(within, ct));

    /// <summary>Takes a message if there is room; else counts it as unsent.</summary>
    public bool TryPost(OutboundMessage message)
    {
        Account.CountMade(message);
        message.Order = Interlocked.Increment(ref order);
        if (queue.Writer.TryWrite(message))
        {
            return true;
        }

        Account.CountDropped(message);
        message.Settle();
        return false;
    }

    /// <summary>Breaks the connection off hard and makes none before <see cref="Restore"/>; messages gather meanwhile. Harmless a second time.</summary>
    public void Cut()
    {
        GatewayConnection? victim;
        lock (cutLock)
        {
            restored ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            victim = current;
        }

        victim?.Cut();
    }

    /// <summary>Lets the link connect again after a cut.</summary>
    public void Restore()
    {
        lock (cutLock)
        {
            restored?.TrySetResult();
            restored = null;
        }
    }

    /// <summary>Sends what is waiting, says goodbye for the devices and closes, all within a limit. Call once.</summary>
    public async Task StopAsync(TimeSpan within)
    {
        queue.Writer.TryComplete();
        if (!connected)
        {
            await stop.CancelAsync();
        }

        stop.CancelAfter(within);
        await loop;
    }

    public void Dispose() => stop.Dispose();

    async Task KeepSendingAsync(GatewayConnection connection)
    {
        try
        {
            while (!await UseAsync(connection))
            {
                options.Notice($"{options.Name}: connection lost, {Account.Waiting} messages waiting");
                connection = await AgainAsync();
                Account.CountReconnect();
                options.Notice($"{options.Name}: connected again");
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // Stopped while something was still waiting; the account says how much.
        }
    }

    async Task<GatewayConnection> AgainAsync()
    {
        await WhileCut.WaitAsync(stop.Token);
        return await dialer.AgainAsync(stop.Token);
    }

    Task WhileCut
    {
        get
        {
            lock (cutLock)
            {
                return restored?.Task ?? Task.CompletedTask;
            }
        }
    }

    /// <summary>From here on a cut meets this connection; one that came while it was being made meets it now.</summary>
    void Use(GatewayConnection? connection)
    {
        bool isCut;
        lock (cutLock)
        {
            current = connection;
            isCut = restored is not null;
        }

        if (isCut)
        {
            connection?.Cut();
        }
    }

    /// <returns>True when everything was sent and goodbye said, false when the connection ended before.</returns>
    async Task<bool> UseAsync(GatewayConnection connection)
    {
        Use(connection);
        connected = true;
        try
        {
            return await SendUntilEndAsync(connection) && await SayGoodbyeAsync(connection);
        }
        finally
        {
            connected = false;
            Use(null);
            unacknowledged.AddRange(await connection.CloseAsync());
            unacknowledged.Sort((a, b) => a.Order.CompareTo(b.Order));
            connection.Dispose();
        }
    }

    /// <returns>True when the queue was completed and everything in it acknowledged, false when the connection ended before.</returns>
    async Task<bool> SendUntilEndAsync(GatewayConnection connection)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(stop.Token, connection.Ended);
        try
        {
            while (unacknowledged.Count > 0)
            {
                await connection.SendAsync(unacknowledged[0], either.Token);
                unacknowledged.RemoveAt(0);
            }

            while (await queue.Reader.WaitToReadAsync(either.Token))
            {
                // Peek first: a message taken out while the window is shut could get lost with the connection.
                while (queue.Reader.TryPeek(out var message))
                {
                    await connection.SendAsync(message, either.Token);
                    queue.Reader.TryRead(out _);
                }
            }

            await connection.DrainAsync(either.Token);
            return !connection.Ended.IsCancellationRequested;
        }
        catch (OperationCanceledException) when (!stop.IsCancellationRequested)
        {
            return false;
        }
    }

    async Task<bool> SayGoodbyeAsync(GatewayConnection connection)
    {
        try
        {
            await Task.WhenAll(options.Births.Select(birth => connection.PublishStatusAsync(birth.Topic, Offline, stop.Token)));
            return true;
        }
        catch (Exception e) when (ConnectionTrouble.Is(e, stop.Token))
        {
            return false;
        }
    }
}
