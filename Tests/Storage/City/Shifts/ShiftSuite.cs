using CityOps.Core.Alerts;
using CityOps.Core.Readings;
using CityOps.Storage.City;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Time.Testing;

namespace CityOps.Tests.Storage.City.Shifts;

/// <summary>
/// What the log book and the shifts must do on every database. A provider runs it by giving factories of contexts on one empty city database.
/// </summary>
public abstract partial class ShiftSuite : IAsyncLifetime
{
    static readonly Actor Ana = new("ana", "192.0.2.7");
    static readonly Actor Bor = new("bor", null);

    readonly FakeTimeProvider _clock = new(DateTimeOffset.FromUnixTimeMilliseconds(SomeAlert.Now));
    LogBook _book = null!;
    ShiftBook _shifts = null!;
    AlertLog _alerts = null!;
    MaintenanceBook _maintenance = null!;
    RuleBook _rules = null!;
    AuditTrail _trail = null!;

    public async ValueTask InitializeAsync()
    {
        await CreateDatabaseAsync();
        (_book, _shifts) = (new LogBook(Open(), _clock), new ShiftBook(Open(), _clock));
        (_alerts, _maintenance) = (new AlertLog(Open(), TimeSpan.FromMinutes(15)), new MaintenanceBook(Open(), _clock));
        (_rules, _trail) = (new RuleBook(Open(), _clock), new AuditTrail(Open(), _clock));
        await new CityRegistry(Open(), _clock).PutStationAsync("st-1", new StationPut("Celovška 12", 46.05, 14.5, "Šiška", "air"), Ana);
    }

    public abstract ValueTask DisposeAsync();

    private protected abstract Task CreateDatabaseAsync();

    /// <summary>Each call as another process would open the same database.</summary>
    private protected abstract IDbContextFactory<CityDatabase> Open();

    long Now => _clock.UnixMs();

    /// <summary>Says something of the alerts a minute later.</summary>
    Task<AppendResult> AppendAsync(params AlertChange[] changes)
    {
        Later();
        return _alerts.AppendAsync(changes, Now);
    }

    AlertChange Raised(string id, Severity severity = Severity.Major) => SomeAlert.Raised(id, Now, severity, device: "dev-" + id);

    AlertChange Changed(string id, TransitionKind kind, string? reason = null) => SomeAlert.Change(id, kind, Now, reason: reason);

    void Later(double minutes = 1) => _clock.Advance(TimeSpan.FromMinutes(minutes));

    async Task<long> WriteAsync(string text, Actor? by = null)
    {
        Later();
        return (await _book.WriteAsync(by ?? Ana, new LogDraft(text))).Entry!.Number;
    }

    async Task<HandoverHead> TakeOverAsync(Actor by, string? remarks = null)
    {
        Later();
        return (await _shifts.TakeOverAsync(by, remarks, seen: null)).Handover!;
    }
}
