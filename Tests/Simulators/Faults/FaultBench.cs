using CityOps.Core.Readings;
using CityOps.Core.Wire;
using CityOps.Simulators;
using CityOps.Simulators.Devices;
using CityOps.Simulators.Faults;
using CityOps.Tests.Ingestion.Mqtt;
using Microsoft.Extensions.Time.Testing;

namespace CityOps.Tests.Simulators.Faults;

/// <summary>A small city at the product's own broker, with intake, journal, ledger and quarantine behind it; both live by one clock.</summary>
sealed class FaultBench : IAsyncDisposable
{
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    readonly FakeTimeProvider clock;
    readonly BrokerCity product;
    readonly CancellationTokenSource stop = new();
    Task play = Task.CompletedTask;

    FaultBench(FakeTimeProvider clock, BrokerCity product, int own)
    {
        (this.clock, this.product) = (clock, product);
        City = new CityPlayer(
            new PlayerOptions
            {
                Host = "127.0.0.1", Port = product.Port, Stations = 30, Incidents = false, OwnClients = OwnClients.OfNumber(own),
                ReconnectFloor = TimeSpan.FromMilliseconds(20), ReconnectCeiling = TimeSpan.FromMilliseconds(20),
            },
            clock);
    }

    public CityPlayer City { get; }

    public FaultDirector Faults => City.Faults;

    public static async Task<FaultBench> StartAsync(int own = 3)
    {
        var clock = new FakeTimeProvider(DateTimeOffset.FromUnixTimeMilliseconds(FaultSome.Start));
        var bench = new FaultBench(clock, await BrokerCity.StartAsync(clock: clock), own);
        await bench.City.ConnectAsync(CancellationToken.None);
        bench.play = bench.City.RunAsync(bench.stop.Token);
        await bench.UntilAsync(() => bench.City.PlayedUntil > 0);
        return bench;
    }

    /// <summary>Lets time pass; each second all that was sent is judged before the next begins.</summary>
    public async Task PlayAsync(int seconds)
    {
        for (var second = 0; second < seconds; second++)
        {
            await LetPassAsync(1);
            await SettleAsync();
        }
    }

    /// <summary>One fault, with quiet before and after it so that what is missing is missed.</summary>
    public async Task PlayThroughAsync(FaultOrder order, int quiet = 70)
    {
        await PlayAsync(quiet);
        Faults.Start(order);
        await PlayAsync((int)order.For.TotalSeconds + 1 + quiet);
    }

    /// <summary>What the product shows, in the words in which the bench tells the truth.</summary>
    public IReadOnlyDictionary<string, long> Shown()
    {
        var (ledger, shown) = (product.City.Total, new SortedDictionary<string, long>(StringComparer.Ordinal));
        var readings = product.City.Readings();
        Add(FaultTally.Duplicate, ledger.Duplicate);
        Add(FaultTally.Late, ledger.Late);
        Add(FaultTally.OutOfOrder, ledger.OutOfOrder);
        Add(FaultTally.Missing, product.City.Ledger.Total(0).Missing);
        Add(FaultTally.Quarantined, product.City.Quarantine().Count);
        Add(FaultTally.OutOfRange, readings.Count(r => (r.Reasons & QualityReasons.OutOfRange) != 0));
        Add(FaultTally.ClockAhead, readings.Count(r => (r.Reasons & QualityReasons.ClockAhead) != 0));
        for (var reason = RejectReason.BadTopic; reason <= RejectReason.Defect; reason++)
        {
            Add($"rejected.{reason.ToWire()}", ledger.Rejected[(int)reason]);
        }

        return shown;

        void Add(string word, long count)
        {
            if (count > 0)
            {
                shown[word] = count;
            }
        }
    }

    /// <summary>What the product has of unknown quality, for a reason no fault asked for.</summary>
    public int Suspect => product.City.Readings().Count(r => r.Quality is Quality.Suspect or Quality.Fail);

    public long ReadingsRefused(RejectReason reason) => product.City.Total.ReadingsRefused[(int)reason];

    public long Received => product.City.Total.Received;

    public long Shed => product.City.Total.Shed;

    public long Taken => product.City.Total.ReadingsTaken;

    public bool? IsOnline(string device) => product.City.Feed.Connections.IsOnline(device);

    public IReadOnlyList<string> OfflineDevices => [.. product.City.Feed.Connections.Devices.Where(device => IsOnline(device) == false)];

    public async Task UntilAsync(Func<bool> isTrue)
    {
        using var patience = new CancellationTokenSource(Patience);
        using var tick = new PeriodicTimer(TimeSpan.FromMilliseconds(2));
        while (!isTrue())
        {
            await tick.WaitForNextTickAsync(patience.Token);
        }
    }

    /// <summary>Lets time pass while messages wait somewhere.</summary>
    public async Task LetPassAsync(int seconds)
    {
        for (var second = 0; second < seconds; second++)
        {
            clock.Advance(TimeSpan.FromSeconds(1));
            await UntilAsync(() => City.PlayedUntil >= clock.GetUtcNow().ToUnixTimeMilliseconds());
        }
    }

    /// <summary>Lets links that were cut connect again, and waits until all that waited has come.</summary>
    public async Task AgainAsync()
    {
        using var patience = new CancellationTokenSource(Patience);
        while (City.Account.Connected < City.Account.Connections || City.Account.Waiting > 0)
        {
            clock.Advance(TimeSpan.FromMilliseconds(50));
            await Task.Yield();
            patience.Token.ThrowIfCancellationRequested();
        }

        await SettleAsync();
    }

    public async Task StopAsync()
    {
        await stop.CancelAsync();
        await play;
        await UntilAsync(() => Received == City.Account.Acknowledged);
    }

    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        await play;
        await City.DisposeAsync();
        await product.DisposeAsync();
        stop.Dispose();
    }

    Task SettleAsync() => UntilAsync(() => City.Account.Waiting == 0 && Received == City.Account.Acknowledged);
}
