using System.Net;
using System.Text.RegularExpressions;

namespace CityOps.Tests.Dashboard.Access;

/// <summary>Keeps cookies, follows nothing, and sends forms with what is hidden in them.</summary>
sealed partial class Browser : IDisposable
{
    public Browser(Uri address, CookieContainer? cookies = null) =>
        Http = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false, CookieContainer = cookies ?? new CookieContainer() }) { BaseAddress = address };

    /// <param name="handler">Follows nothing and keeps cookies.</param>
    public Browser(Uri address, HttpMessageHandler handler) => Http = new HttpClient(handler) { BaseAddress = address };

    public HttpClient Http { get; }

    public async Task<HttpStatusCode> StatusAsync(string path)
    {
        using var answer = await Http.GetAsync(path);
        return answer.StatusCode;
    }

    /// <summary>Fills in a form of a page and sends it.</summary>
    /// <param name="form">Its name; null = the last form of the page.</param>
    public Task<HttpResponseMessage> PostAsync(string path, string html, string? form = null, params (string Name, string Value)[] fields)
    {
        var forms = html.Split("<form");
        var text = form is null ? forms[^1] : forms.Single(one => one.Contains($"name=\"_handler\" value=\"{form}\"", StringComparison.Ordinal));
        var hidden = Hidden().Matches(text).Select(field => KeyValuePair.Create(field.Groups[1].Value, WebUtility.HtmlDecode(field.Groups[2].Value)));
        return Http.PostAsync(path, new FormUrlEncodedContent(hidden.Concat(fields.Select(field => KeyValuePair.Create(field.Name, field.Value)))));
    }

    /// <summary>Opens a page, fills in one of its forms and sends it.</summary>
    public async Task<HttpResponseMessage> SendAsync(string path, string form, params (string Name, string Value)[] fields) =>
        await PostAsync(path, await Http.GetStringAsync(path), form, fields);

    public void Dispose() => Http.Dispose();

    [GeneratedRegex("""<input type="hidden" name="([^"]+)" value="([^"]*)" ?/?>""")]
    private static partial Regex Hidden();
}
