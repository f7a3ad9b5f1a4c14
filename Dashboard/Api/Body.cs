using System.Text.Json;
using System.Text.Json.Serialization;

namespace CityOps.Dashboard.Api;

/// <summary>Reads JSON bodies strictly: a member nobody knows is refused, and the answer names it.</summary>
static class Body
{
    const int MostBytes = 256 * 1024;

    static readonly JsonSerializerOptions Strict = new(JsonSerializerDefaults.Web)
    {
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        NumberHandling = JsonNumberHandling.Strict,
        AllowDuplicateProperties = false,
    };

    /// <summary>The body as text, at most 256 KiB.</summary>
    public static async Task<string> TextAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        using var reader = new StreamReader(request.Body);
        var buffer = new char[MostBytes + 1];
        var length = await reader.ReadBlockAsync(buffer, cancellationToken);
        return length <= MostBytes ? new string(buffer, 0, length) : throw new ApiException(StatusCodes.Status413PayloadTooLarge, "The body is too large.");
    }

    /// <summary>The body as an object.</summary>
    public static async Task<T> ReadAsync<T>(HttpRequest request, CancellationToken cancellationToken)
        where T : class =>
        Parse<T>(await TextAsync(request, cancellationToken)) ?? throw new ApiException(StatusCodes.Status400BadRequest, "A JSON object is expected.");

    /// <summary>The body as an object, or <paramref name="fallback"/> where there is none.</summary>
    public static async Task<T> ReadOrAsync<T>(HttpRequest request, T fallback, CancellationToken cancellationToken)
        where T : class
    {
        var text = await TextAsync(request, cancellationToken);
        return string.IsNullOrWhiteSpace(text) ? fallback : Parse<T>(text) ?? fallback;
    }

    static T? Parse<T>(string text)
        where T : class
    {
        try
        {
            return JsonSerializer.Deserialize<T>(text, Strict);
        }
        catch (JsonException e)
        {
            throw new ApiException(StatusCodes.Status400BadRequest, $"The body cannot be read: {e.Message}");
        }
    }
}
