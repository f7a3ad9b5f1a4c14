using System.Globalization;
using System.Text.Json;
using CityOps.Ingestion.Http;
using CityOps.Storage.City;

namespace CityOps.Dashboard.Worker;

/// <summary>The books of another process, asked over HTTP.</summary>
sealed class AccountsElsewhere(IngestionClient client) : IAccounts
{
    public ValueTask<CityLedgerAnswer?> CityAsync(CancellationToken cancellationToken) => AskAsync<CityLedgerAnswer>("ledger", [], cancellationToken);

    public ValueTask<WorstDevicesAnswer?> WorstAsync(WatchQuery query, CancellationToken cancellationToken) => AskAsync<WorstDevicesAnswer>(
        "ledger/devices/worst",
        [
            ("q", query.Search), ("trouble", query.Trouble is { } trouble ? TroubleWords.Of(trouble) : null), ("all", query.All ? "true" : null),
            ("offset", Number(query.Offset)), ("limit", Number(query.Limit)),
        ],
        cancellationToken);

    public ValueTask<DeviceLedgerAnswer?> DeviceAsync(string device, CancellationToken cancellationToken) =>
        AskAsync<DeviceLedgerAnswer>("ledger/" + Uri.EscapeDataString(device), [], cancellationToken);

    public ValueTask<ListAnswer<QuarantineItem>?> QuarantineAsync(string? device, string? cursor, int limit, CancellationToken cancellationToken) =>
        AskAsync<ListAnswer<QuarantineItem>>("quarantine", [("device", device), ("cursor", cursor), ("limit", Number(limit))], cancellationToken);

    public ValueTask<ListAnswer<DeadLetterItem>?> DeadLettersAsync(int limit, CancellationToken cancellationToken) =>
        AskAsync<ListAnswer<DeadLetterItem>>("dead-letters", [("limit", Number(limit))], cancellationToken);

    public ValueTask<ReplayAllAnswer?> ReplayAsync(Actor by, string? device, CancellationToken cancellationToken) =>
        PostAsync<ReplayAllAnswer>(by, "quarantine/replay", JsonSerializer.Serialize(new ReplayBody(device, null), JsonSerializerOptions.Web), cancellationToken);

    public ValueTask<ReplayAnswer?> ReplayOneAsync(Actor by, string id, CancellationToken cancellationToken) =>
        PostAsync<ReplayAnswer>(by, $"quarantine/{Uri.EscapeDataString(id)}/replay", "", cancellationToken);

    async ValueTask<T?> PostAsync<T>(Actor by, string path, string body, CancellationToken cancellationToken)
        where T : class
    {
        try
        {
            using var answer = await client.PostAsync("api/v1/" + path, body, by, cancellationToken);
            return answer.IsSuccessStatusCode ? await answer.Content.ReadFromJsonAsync<T>(cancellationToken) : null;
        }
        catch (IngestionAwayException)
        {
            return null;
        }
    }

    static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);

    async ValueTask<T?> AskAsync<T>(string path, (string Name, string? Value)[] query, CancellationToken cancellationToken)
        where T : class
    {
        var given = query.Where(one => !string.IsNullOrEmpty(one.Value)).Select(one => $"{one.Name}={Uri.EscapeDataString(one.Value!)}");
        try
        {
            return await client.ReadAsync<T>($"api/v1/{path}?{string.Join('&', given)}".TrimEnd('?'), cancellationToken);
        }
        catch (IngestionAwayException)
        {
            return null;
        }
    }
}
