using CityOps.Core.Readings;
using CityOps.Dashboard.Live;
using CityOps.Ingestion.Health;
using CityOps.Ingestion.Http;
using CityOps.Ingestion.Mqtt;
using CityOps.Storage.City;

namespace CityOps.Dashboard.Worker;

/// <summary>
/// The health of a city of separate processes: what Ingestion says of its parts, and what this process sees itself. While
/// Ingestion does not answer nobody watches the city, and this says so.
/// </summary>
sealed class SplitHealth(IngestionClient client, StoreSight store, AlertLog log, MqttLink link, TimeProvider clock) : IHealthReport
{
    static readonly string[] Names = ["broker", "journal", "store", "cityDatabase", "evaluator", "live", "jobs"];

    readonly Lock _gate = new();
    long? _awaySince;

    public async Task<HealthView> MakeAsync(CancellationToken cancellationToken)
    {
        var asked = AskIngestionAsync(cancellationToken);
        var read = store.CheckAsync(cancellationToken);
        ComponentHealth[] own = [await CityDatabaseHealth.CheckAsync(log, cancellationToken), Live(), .. await read];
        var theirs = await asked;
        ComponentHealth[] components = [.. Names.Select(name => own.Where(one => one.Name == name).Aggregate(theirs(name), Join))];
        return new HealthView(components.Max(component => component.Status), components);
    }

    /// <summary>What Ingestion says of a component.</summary>
    async Task<Func<string, ComponentHealth>> AskIngestionAsync(CancellationToken cancellationToken)
    {
        try
        {
            var answer = await client.ReadAsync<HealthAnswer>("health/ready", cancellationToken);
            NoteAway(false);
            return name => Of(name, answer.Components.FirstOrDefault(component => component.Name == name));
        }
        catch (IngestionAwayException e)
        {
            var since = NoteAway(true);
            return name => name is "cityDatabase" or "live"
                // These two this process sees itself.
                ? new ComponentHealth(name, HealthStatus.Ready, null, "", new Dictionary<string, double>())
                : new ComponentHealth(name, HealthStatus.Down, since, e.Message, new Dictionary<string, double>());
        }
    }

    static ComponentHealth Of(string name, ComponentAnswer? answer)
    {
        var status = HealthWords.Read(answer?.Status);
        return new ComponentHealth(
            name, status, IngestionElsewhere.Instant(answer?.Since), answer?.Text ?? $"Ingestion says {answer?.Status ?? "nothing of it"}.",
            answer?.Numbers ?? new Dictionary<string, double>());
    }

    ComponentHealth Live() => new(
        "live", link.IsConnected ? HealthStatus.Ready : HealthStatus.Degraded, null,
        link.IsConnected ? "Live values and hints come in." : "No connection to the broker: values stand still, alerts are read from the database every 2 s.",
        new Dictionary<string, double>());

    /// <summary>One component as both processes see it: the worse of the two, and where both have trouble what each of them says.</summary>
    static ComponentHealth Join(ComponentHealth theirs, ComponentHealth ours)
    {
        if (theirs.Status > ours.Status)
        {
            return theirs with { Text = $"Ingestion: {theirs.Text}" };
        }

        var numbers = ours.Numbers.Count > 0 ? ours.Numbers : theirs.Numbers;
        return theirs.Status == HealthStatus.Ready
            ? ours with { Numbers = numbers }
            : ours with { Since = theirs.Since ?? ours.Since, Text = $"Ingestion: {theirs.Text} Dashboard: {ours.Text}", Numbers = numbers };
    }

    long? NoteAway(bool away)
    {
        lock (_gate)
        {
            return _awaySince = away ? _awaySince ?? clock.UnixMs() : null;
        }
    }
}

/// <summary>Whether this process can read from the telemetry store.</summary>
sealed class StoreSight(Storage.Telemetry.ITelemetryReader store, LiveFeed feed, TimeProvider clock)
{
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);
    const long Minute = 60_000;

    /// <summary>Nothing while readings can be read, else the trouble: one question for the last minute of any series we know.</summary>
    public async Task<IReadOnlyList<ComponentHealth>> CheckAsync(CancellationToken cancellationToken)
    {
        if (feed.Registry.Series.Keys.FirstOrDefault() is not { Device: not null } series)
        {
            return [];
        }

        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(Patience);
        try
        {
            var now = clock.UnixMs();
            await store.RawAsync(series, now - Minute, now, 1, limit.Token);
            return [];
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
        {
            var why = e is OperationCanceledException ? "no answer in time" : e.Message;
            return [new ComponentHealth("store", HealthStatus.Degraded, null, $"Readings cannot be read: {why}", new Dictionary<string, double>())];
        }
    }
}
