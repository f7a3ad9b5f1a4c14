using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;
using CityOps.Benchmarks.Rig;
using CityOps.Ingestion.Http;

namespace CityOps.Benchmarks.Faults;

/// <summary>
/// Asks the worker for its ledger all the while, whatever befalls it, and looks whether each answer adds up: by itself, with the
/// answers before it, and with what the publisher knows.
/// </summary>
sealed class LedgerWatch : IAsyncDisposable
{
    static readonly TimeSpan Every = TimeSpan.FromMilliseconds(100);
    static readonly TimeSpan AnswerWithin = TimeSpan.FromSeconds(10);

    readonly FaultCity _city;
    readonly Func<long> _acknowledged;
    readonly CancellationTokenSource _stop = new();
    readonly ConcurrentQueue<string> _broken = new();
    readonly ConcurrentQueue<Look> _looks = new();
    readonly Task _watching;
    LedgerTotal? _last;

    /// <param name="acknowledged">How many messages the publisher has acknowledgements of.</param>
    public LedgerWatch(FaultCity city, Func<long> acknowledged)
    {
        (_city, _acknowledged) = (city, acknowledged);
        _watching = Task.Run(RunAsync);
    }

    /// <summary>What did not add up, in words.</summary>
    public IReadOnlyCollection<string> Broken => _broken;

    /// <summary>Every answer, oldest first.</summary>
    public IReadOnlyCollection<Look> Looks => _looks;

    public double PeakMegabytes { get; private set; }

    /// <summary>The most that waited for the store since a moment.</summary>
    /// <param name="timestamp">Of the system's stopwatch.</param>
    public long MostPendingSince(long timestamp) => _looks.Where(look => look.At >= timestamp).Select(look => look.Ledger.Pending).DefaultIfEmpty().Max();

    /// <summary>Asks once; null where nobody answers.</summary>
    public static async Task<LedgerTotal?> AskAsync(CityProcess worker)
    {
        try
        {
            using var limit = new CancellationTokenSource(AnswerWithin);
            return (await worker.Http.GetFromJsonAsync<CityLedgerAnswer>("/api/v1/ledger", limit.Token))!.Total;
        }
        catch (Exception e) when (e is HttpRequestException or OperationCanceledException or JsonException)
        {
            return null;
        }
    }

    public async Task StopAsync()
    {
        await _stop.CancelAsync();
        await _watching;
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        _stop.Dispose();
    }

    async Task RunAsync()
    {
        using var timer = new PeriodicTimer(Every);
        while (!_stop.IsCancellationRequested)
        {
            var (worker, acknowledged) = (_city.Worker, _acknowledged());
            PeakMegabytes = Math.Max(PeakMegabytes, worker.PeakMegabytes());
            if (await AskAsync(worker) is { } ledger)
            {
                _looks.Enqueue(new Look(Stopwatch.GetTimestamp(), acknowledged, ledger));
                Check(ledger, acknowledged);
                _last = ledger;
            }

            await timer.WaitForNextTickAsync(CancellationToken.None);
        }
    }

    void Check(LedgerTotal now, long acknowledged)
    {
        Require(now.Received == now.Decoded + now.Rejected.Total + now.Shed, "received = decoded + rejected + shed", now);
        Require(now.Decoded == now.Stored + now.Duplicate + now.Refused + now.Pending, "decoded = stored + duplicate + refused + pending", now);
        Require(Math.Min(Math.Min(now.Pending, now.Missing), Math.Min(now.Stored, now.Duplicate)) >= 0, "nothing is below zero", now);

        // What is journalled stays counted over a kill; what is stored may have to be learnt again.
        Require(_last is null || now.Received >= _last.Received && now.Duplicate >= _last.Duplicate && now.Rejected.Total >= _last.Rejected.Total, $"nothing is less than before ({_last})", now);

        // An acknowledgement of the embedded broker comes after the count; mosquitto acknowledges by itself.
        Require(_city.Kind == FaultBroker.Mosquitto || now.Received >= acknowledged, string.Create(CultureInfo.InvariantCulture, $"at least the {acknowledged} acknowledged are received"), now);
    }

    void Require(bool holds, string what, LedgerTotal ledger)
    {
        if (!holds)
        {
            _broken.Enqueue($"{what}: {ledger}");
        }
    }

    /// <param name="At">Timestamp of the answer.</param>
    /// <param name="Acknowledged">Of the publisher, just before the question.</param>
    internal sealed record Look(long At, long Acknowledged, LedgerTotal Ledger)
    {
        /// <summary>Acknowledged messages that are not yet in the store, wherever they wait.</summary>
        public long Waiting => Acknowledged - Ledger.Stored - Ledger.Missing;
    }
}
