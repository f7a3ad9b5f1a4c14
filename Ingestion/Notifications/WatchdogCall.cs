using CityOps.Ingestion.Configuration;

namespace CityOps.Ingestion.Notifications;

/// <summary>Calls <c>Watchdog:Url</c>. Safe for concurrent use.</summary>
public sealed class WatchdogCall(CitySettings settings) : IDisposable
{
    readonly HttpClient _http = new() { Timeout = TimeSpan.FromSeconds(10) };

    /// <summary>Null where it was heard; else why not, in words.</summary>
    public async Task<string?> CallAsync(CancellationToken cancellationToken)
    {
        try
        {
            using var answer = await _http.GetAsync(settings.WatchdogUrl, HttpCompletionOption.ResponseHeadersRead, cancellationToken).ConfigureAwait(false);
            return answer.IsSuccessStatusCode ? null : $"The watchdog answered {(int)answer.StatusCode}.";
        }
        catch (Exception e) when (e is HttpRequestException or TaskCanceledException && !cancellationToken.IsCancellationRequested)
        {
            return $"The watchdog does not answer: {e.Message}";
        }
    }

    public void Dispose() => _http.Dispose();
}
