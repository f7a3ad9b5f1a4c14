using System.Net.Http.Json;
using System.Text.Json;
using CityOps.Ingestion.Configuration;
using CityOps.Ingestion.Http;

namespace CityOps.Ingestion.Start;

/// <summary>
/// <c>--health</c>: asks the process that runs with the same settings how it is, for containers without shell or curl. Opens no
/// file and no port.
/// </summary>
public static class HealthVerb
{
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    /// <summary>0: ready or degraded. 1: down, or no answer. One line on the console says which.</summary>
    public static async Task<int> AskAsync(CitySettings settings)
    {
        var (good, line) = await AnswerAsync(settings);
        Console.WriteLine(line);
        return good ? 0 : 1;
    }

    static async Task<(bool Good, string Line)> AnswerAsync(CitySettings settings)
    {
        var address = new Uri(settings.Web.Addresses[0].Here, "/health/ready");
        // Our own certificate names the city, not this machine's loopback; no proxy stands between a process and itself.
        using var handler = new HttpClientHandler
        {
            UseProxy = false, AllowAutoRedirect = false, ServerCertificateCustomValidationCallback = HttpClientHandler.DangerousAcceptAnyServerCertificateValidator,
        };
        using var http = new HttpClient(handler) { Timeout = Patience };
        try
        {
            // Without the key: words of health are for everybody, and whoever else holds our port shall not get it.
            using var answer = await http.GetAsync(address);
            var health = await answer.Content.ReadFromJsonAsync<HealthAnswer>();
            return health?.Components is null
                ? (false, $"down: {address} answers with {(int)answer.StatusCode}, which is no health report")
                : (health.Status is "ready" or "degraded", LineOf(health));
        }
        catch (Exception e) when (e is HttpRequestException or OperationCanceledException or JsonException or NotSupportedException)
        {
            return (false, $"down: {address} does not answer: {(e is OperationCanceledException ? "no answer in time" : e.Message)}");
        }
    }

    static string LineOf(HealthAnswer health)
    {
        var ill = health.Components.Where(component => component.Status != "ready").Select(component => $"{component.Name} {component.Status}").ToList();
        return ill.Count == 0 ? health.Status : $"{health.Status}: {string.Join(", ", ill)}";
    }
}
