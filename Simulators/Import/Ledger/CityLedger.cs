using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using CityOps.Simulators.Verbs;

namespace CityOps.Simulators.Import.Ledger;

/// <summary>Asks a city over HTTP what became of the messages of some devices.</summary>
sealed class CityLedger : IDisposable
{
    const int PageSize = 1_000;
    static readonly TimeSpan AnswerWithin = TimeSpan.FromSeconds(30);
    static readonly TimeSpan AskAgainAfter = TimeSpan.FromMilliseconds(500);
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    readonly HttpClient http;
    readonly IReadOnlySet<string> devices;
    readonly TimeProvider clock;

    /// <param name="city">Where its pages are.</param>
    /// <param name="key">Null where anybody may look.</param>
    public CityLedger(Uri city, string? key, IReadOnlySet<string> devices, TimeProvider clock)
    {
        (this.devices, this.clock) = (devices, clock);
        http = new HttpClient { BaseAddress = new Uri(city.AbsoluteUri.TrimEnd('/') + "/"), Timeout = AnswerWithin };
        http.DefaultRequestHeaders.Authorization = key is null ? null : new AuthenticationHeaderValue("Bearer", key);
    }

    /// <summary>Of the devices together, now; devices that it does not know have no account yet.</summary>
    /// <exception cref="UnusableException">No city answers there, or it does not want to tell us.</exception>
    public async Task<LedgerSum> LookAsync(CancellationToken ct)
    {
        try
        {
            var sum = LedgerSum.Zero;
            for (string? cursor = ""; cursor is not null;)
            {
                var page = await http.GetStringAsync(
                    $"api/v1/ledger/devices?limit={PageSize}{(cursor.Length > 0 ? $"&cursor={Uri.EscapeDataString(cursor)}" : "")}", ct);
                using var answer = JsonDocument.Parse(page);
                foreach (var item in answer.RootElement.GetProperty("items").EnumerateArray())
                {
                    sum = devices.Contains(item.GetProperty("device").GetString()!) ? sum + LedgerJson.Read(item.GetProperty("total")) : sum;
                }

                cursor = answer.RootElement.GetProperty("next").GetString();
            }

            return sum;
        }
        catch (HttpRequestException e) when (e.StatusCode is HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden)
        {
            throw new UnusableException($"{http.BaseAddress} wants a key that may look: --key-file, or {ImportArguments.KeyVariable}. A page of the city, /keys, makes them.");
        }
        catch (Exception e) when (e is HttpRequestException or JsonException or KeyNotFoundException or InvalidOperationException
            || (e is TaskCanceledException && !ct.IsCancellationRequested))
        {
            throw new UnusableException($"--city: no city answers at {http.BaseAddress} ({e.Message.TrimEnd('.')})");
        }
    }

    /// <summary>What came since, once so many messages are in the account and in the store, or nothing has moved for half a minute.</summary>
    public async Task<LedgerSum> SettledAsync(LedgerSum before, long messages, CancellationToken ct)
    {
        var movedAt = clock.GetTimestamp();
        for (LedgerSum? last = null; ;)
        {
            var since = await LookAsync(ct) - before;
            if (last is null || since.Received > last.Received || since.Pending < last.Pending)
            {
                movedAt = clock.GetTimestamp();
                last = since;
            }

            if ((since.Received >= messages && since.Pending == 0) || clock.GetElapsedTime(movedAt) > Patience)
            {
                return since;
            }

            await Task.Delay(AskAgainAfter, clock, ct);
        }
    }

    public void Dispose() => http.Dispose();
}
