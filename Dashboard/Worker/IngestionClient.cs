using System.Net;
using System.Net.Http.Headers;
using System.Net.Mime;
using System.Text;
using System.Text.Json;
using CityOps.Ingestion.Configuration;
using CityOps.Ingestion.Http;
using CityOps.Storage.City;

namespace CityOps.Dashboard.Worker;

/// <summary>
/// Asks a separate Ingestion over HTTP, with the key that both know. Answers to questions come within 2 s or not at all.
/// </summary>
sealed class IngestionClient(IHttpClientFactory clients, CitySettings settings)
{
    const string Name = "ingestion";
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    /// <summary>Of who wants something done that may be a lot.</summary>
    static readonly TimeSpan LongPatience = TimeSpan.FromMinutes(2);

    // An answer without a member that we need is no answer of Ingestion's.
    static readonly JsonSerializerOptions Strict = new(JsonSerializerDefaults.Web)
    {
        RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true,
    };

    public Uri Address => settings.IngestionHttp.Url;

    public static void Add(IServiceCollection services, CitySettings settings)
    {
        services.AddHttpClient(Name, http =>
        {
            // Everything is asked relative to it, so that Ingestion may stand behind a path.
            var url = settings.IngestionHttp.Url;
            http.BaseAddress = url.AbsoluteUri.EndsWith('/') ? url : new Uri(url.AbsoluteUri + "/");
            http.Timeout = Patience;
            http.DefaultRequestHeaders.Authorization = settings.AdminApiKey is { } key ? new AuthenticationHeaderValue("Bearer", key) : null;
        })
            // Between parts of one city stands no proxy, and the key follows no redirect.
            .ConfigurePrimaryHttpMessageHandler(() => new SocketsHttpHandler { UseProxy = false, AllowAutoRedirect = false, ConnectTimeout = Patience })
            .RemoveAllLoggers();
        services.AddSingleton<IngestionClient>();
    }

    /// <summary>The head of the answer, whatever its status; the body is still to be read.</summary>
    /// <param name="path">Relative, with its query: <c>api/v1/ledger</c>.</param>
    /// <exception cref="IngestionAwayException">There is none, or it is not for us.</exception>
    public Task<HttpResponseMessage> AskAsync(string path, CancellationToken cancellationToken) =>
        SendAsync(new HttpRequestMessage(HttpMethod.Get, path), Patience, cancellationToken);

    /// <summary>The same for something to be done; up to two minutes.</summary>
    /// <inheritdoc cref="AskAsync"/>
    /// <param name="by">Who stands behind it, for the audit trail.</param>
    public Task<HttpResponseMessage> PostAsync(string path, string body, Actor by, CancellationToken cancellationToken)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new StringContent(body, Encoding.UTF8, MediaTypeNames.Application.Json) };
        request.Headers.Add(Actors.NameHeader, Uri.EscapeDataString(by.Name));
        request.Headers.Add(Actors.AddressHeader, by.Address ?? "");
        return SendAsync(request, LongPatience, cancellationToken);
    }

    async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, TimeSpan patience, CancellationToken cancellationToken)
    {
        using var http = clients.CreateClient(Name);
        http.Timeout = patience;
        try
        {
            using var sent = request;
            var answer = await http.SendAsync(sent, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
            if (answer.StatusCode is not (HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden))
            {
                return answer;
            }

            answer.Dispose();
            throw new IngestionAwayException(
                StatusCodes.Status502BadGateway, $"Ingestion at {Address} refuses the key of this Dashboard: both need the same Setup:AdminApiKey.");
        }
        catch (Exception e) when (IsAway(e, cancellationToken))
        {
            throw new IngestionAwayException(StatusCodes.Status503ServiceUnavailable, $"Ingestion does not answer at {Address}: {WhyOf(e, patience)}");
        }
    }

    /// <summary>The whole answer as an object.</summary>
    /// <exception cref="IngestionAwayException">There is none, or it is of another kind.</exception>
    public async Task<T> ReadAsync<T>(string path, CancellationToken cancellationToken)
        where T : class
    {
        using var answer = await AskAsync(path, cancellationToken);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(Patience);
        try
        {
            return await answer.Content.ReadFromJsonAsync<T>(Strict, limit.Token) ?? throw new JsonException("null");
        }
        catch (Exception e) when (e is JsonException or NotSupportedException)
        {
            throw new IngestionAwayException(
                StatusCodes.Status502BadGateway, $"What answers at {Address} with {(int)answer.StatusCode} is no Ingestion of this release.");
        }
        catch (Exception e) when (IsAway(e, cancellationToken))
        {
            throw new IngestionAwayException(StatusCodes.Status503ServiceUnavailable, $"Ingestion does not answer at {Address}: {WhyOf(e, Patience)}");
        }
    }

    static bool IsAway(Exception e, CancellationToken cancellationToken) =>
        e is HttpRequestException or IOException || (e is OperationCanceledException && !cancellationToken.IsCancellationRequested);

    static string WhyOf(Exception e, TimeSpan patience) => e is OperationCanceledException ? $"nothing came within {patience.TotalSeconds:0} s." : e.Message;
}

/// <summary>A separate Ingestion gives no answer that we can use.</summary>
/// <param name="status">What we answer instead.</param>
sealed class IngestionAwayException(int status, string message) : Exception(message)
{
    public int Status => status;
}
