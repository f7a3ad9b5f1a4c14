using System.Text;

namespace CityOps.Ingestion.Notifications.Channels;

/// <summary>
/// Hands requests to a server that is not ours, and makes an outcome of whatever comes of it. It follows no redirect, so nothing that is
/// meant for one host reaches another. Safe for concurrent use.
/// </summary>
/// <param name="timeout">From the first byte of a request to the last one of its answer that we read.</param>
/// <param name="secrets">Shown to nobody, even if the server says them back.</param>
sealed class HttpDelivery(TimeSpan timeout, TimeProvider clock, IEnumerable<string> secrets) : IDisposable
{
    /// <summary>The same at each try of one notification.</summary>
    public const string KeyHeader = "Idempotency-Key";

    /// <summary>More of an answer is not read.</summary>
    const int MostAnswerBytes = 2_048;

    /// <summary>A shorter one would blot out ordinary words.</summary>
    const int LeastSecret = 8;

    readonly string[] _secrets = [.. secrets.Where(secret => secret.Length >= LeastSecret)];

    readonly HttpClient _http = new(new SocketsHttpHandler
    {
        AllowAutoRedirect = false, UseCookies = false, MaxResponseHeadersLength = 32, MaxResponseDrainSize = 0,
        // A host that moves is found again.
        PooledConnectionLifetime = TimeSpan.FromMinutes(2),
    })
    {
        Timeout = Timeout.InfiniteTimeSpan,
    };

    /// <param name="key">Of the notification.</param>
    /// <exception cref="OperationCanceledException">The caller's token, before there was an answer.</exception>
    public async Task<SendOutcome> SendAsync(HttpRequestMessage request, string key, IReadOnlyDictionary<string, string> headers, CancellationToken cancellationToken)
    {
        request.Headers.TryAddWithoutValidation(KeyHeader, key);
        request.Headers.TryAddWithoutValidation("User-Agent", "CityOps");
        foreach (var (name, value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(timeout);
        try
        {
            using var answer = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, patience.Token);
            var said = await StartOfAsync(answer, patience.Token);
            return HttpOutcome.Of(answer, Blot(said), clock.GetUtcNow());
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
        {
            return HttpOutcome.Of(e, request.RequestUri!.Host, timeout);
        }
    }

    public void Dispose() => _http.Dispose();

    /// <summary>Whatever happens to the rest: what the server decided stands in the head of its answer.</summary>
    static async Task<string> StartOfAsync(HttpResponseMessage answer, CancellationToken cancellationToken)
    {
        var (buffer, length) = (new byte[MostAnswerBytes], 0);
        try
        {
            await using var body = await answer.Content.ReadAsStreamAsync(cancellationToken);
            int read;
            while ((read = await body.ReadAsync(buffer.AsMemory(length), cancellationToken)) > 0)
            {
                length += read;
            }
        }
        catch (Exception e) when (e is IOException or HttpRequestException or OperationCanceledException)
        {
            return Encoding.UTF8.GetString(buffer, 0, length);
        }

        return Encoding.UTF8.GetString(buffer, 0, length);
    }

    string Blot(string said) => _secrets.Aggregate(said, (text, secret) => text.Replace(secret, "…", StringComparison.OrdinalIgnoreCase));
}
