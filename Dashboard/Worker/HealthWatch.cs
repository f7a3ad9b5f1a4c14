using CityOps.Core.Readings;
using CityOps.Ingestion.Health;
using CityOps.Ingestion.Http;

namespace CityOps.Dashboard.Worker;

/// <summary>
/// How the city is and where its messages went, for pages: asked for at most once a second, once for all who look, and not at all while nobody
/// does. Safe for concurrent use.
/// </summary>
sealed class HealthWatch
{
    static readonly TimeSpan FreshFor = TimeSpan.FromMilliseconds(900);

    readonly IHealthReport _report;
    readonly IAccounts _accounts;
    readonly TimeProvider _clock;
    readonly MessageRates _rates = new();
    readonly Remembered<HealthPicture?> _picture;
    CityLedgerAnswer? _ledger;

    /// <param name="clock">The city's.</param>
    /// <param name="pace">The real one.</param>
    public HealthWatch(IHealthReport report, IAccounts accounts, TimeProvider clock, TimeProvider pace)
    {
        (_report, _accounts, _clock) = (report, accounts, clock);
        _picture = new(LookAsync, known => known, pace, FreshFor);
    }

    public async ValueTask<HealthPicture> LookAsync(CancellationToken cancellationToken) => (await _picture.GetAsync(cancellationToken))!;

    async Task<HealthPicture?> LookAsync()
    {
        var health = _report.MakeAsync(CancellationToken.None);
        var ledger = await _accounts.CityAsync(CancellationToken.None);
        _ledger = ledger ?? _ledger;
        return new HealthPicture(_clock.UnixMs(), await health, _ledger, ledger is null, ledger is null ? null : _rates.Next(ledger));
    }
}

/// <param name="At">Unix ms.</param>
/// <param name="Ledger">The last that is known; null before the first.</param>
/// <param name="IsAway">Ingestion does not answer: the ledger is old, and nobody can say how its parts are.</param>
/// <param name="Rate">Null while too little time has passed to tell.</param>
public sealed record HealthPicture(long At, HealthView Health, CityLedgerAnswer? Ledger, bool IsAway, MessageRate? Rate);
