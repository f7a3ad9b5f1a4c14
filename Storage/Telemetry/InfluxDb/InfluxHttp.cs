using System.Globalization;
using System.Net;
using System.Net.Http.Headers;

namespace CityOps.Storage.Telemetry.InfluxDb;

/// <summary>Requests to a server, each with our login and within the time limit. Safe for concurrent use.</summary>
sealed class InfluxHttp : IDisposable
{
    /// <summary>A page of rows is a few megabytes; more is not an answer to anything we ask.</summary>
    const int LargestAnswer = 64 << 20;

    /// <summary>A clock that is wrong on either side must not silence us for hours.</summary>
    static readonly TimeSpan LongestRetryAfter = TimeSpan.FromMinutes(10);

    readonly InfluxDbOptions options;
    readonly TimeProvider clock;
    readonly HttpClient http;

    public InfluxHttp(InfluxDbOptions options, TimeProvider clock)
    {
        (this.options, this.clock) = (options, clock);
        var handler = new SocketsHttpHandler { PooledConnectionLifetime = TimeSpan.FromMinutes(5), UseCookies = false, AllowAutoRedirect = false };
        http = new HttpClient(handler)
        {
            BaseAddress = new Uri(options.Url.AbsoluteUri.TrimEnd('/') + "/"),
            DefaultRequestVersion = HttpVersion.Version11,
            Timeout = Timeout.InfiniteTimeSpan,
            MaxResponseContentBufferSize = LargestAnswer,
        };
        http.DefaultRequestHeaders.Authorization = new InfluxLogin(options).Header;
    }

    /// <exception cref="TelemetryStoreException">No answer.</exception>
    public async Task<HttpAnswer> SendAsync(HttpMethod method, string address, HttpContent? content, CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(options.Timeout, clock);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, limit.Token);
        try
        {
            using var request = new HttpRequestMessage(method, address) { Content = content };
            using var response = await http.SendAsync(request, both.Token).ConfigureAwait(false);
            var body = await response.Content.ReadAsByteArrayAsync(both.Token).ConfigureAwait(false);
            var version = response.Headers.TryGetValues("X-Influxdb-Version", out var said) ? said.FirstOrDefault() : null;
            return new HttpAnswer(response.StatusCode, body, RetryAfter(response.Headers.RetryAfter), version);
        }
        catch (OperationCanceledException e) when (!cancellationToken.IsCancellationRequested)
        {
            throw new TelemetryStoreException(
                string.Create(CultureInfo.InvariantCulture, $"{options.Name} did not answer within {options.Timeout.TotalSeconds} s."), innerException: e);
        }
        catch (HttpRequestException e)
        {
            throw new TelemetryStoreException($"{options.Name} cannot be reached: {e.InnerException?.Message ?? e.Message}", innerException: e);
        }
    }

    public void Dispose() => http.Dispose();

    TimeSpan RetryAfter(RetryConditionHeaderValue? header)
    {
        var wanted = header?.Delta ?? (header?.Date is { } date ? date - clock.GetUtcNow() : TimeSpan.Zero);
        return wanted < TimeSpan.Zero ? TimeSpan.Zero : wanted > LongestRetryAfter ? LongestRetryAfter : wanted;
    }
}
