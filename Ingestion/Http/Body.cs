using System.Text.Json;
using System.Text.Json.Serialization;

namespace CityOps.Ingestion.Http;

/// <summary>Reads JSON bodies strictly: a member nobody knows is refused, and the answer names it.</summary>
public static class Body
{
    public const string Json = "application/json";

    /// <summary>Nothing else than JSON is understood, so what a program calls it does not matter.</summary>
    public const string Any = "*/*";

    const int MostBytes = 256 * 1024;

    static readonly JsonSerializerOptions Strict = new(JsonSerializerDefaults.Web)
    {
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
            RefuseUnknownMembers<T>(text);
            return JsonSerializer.Deserialize<T>(text, Strict);
        }
        catch (JsonException e) when (e.Path is ['$', '.', .. var member])
        {
            throw ApiException.BadParameter(member, "its value is not of the kind expected here");
        }
        catch (JsonException)
        {
            throw new ApiException(StatusCodes.Status400BadRequest, "The body is not a JSON object, or has a member twice.");
        }
    }

    static void RefuseUnknownMembers<T>(string text)
    {
        using var body = JsonDocument.Parse(text);
        if (body.RootElement.ValueKind != JsonValueKind.Object)
        {
            return;
        }

        var known = typeof(T).GetProperties().Select(property => JsonNamingPolicy.CamelCase.ConvertName(property.Name)).ToList();
        foreach (var member in body.RootElement.EnumerateObject())
        {
            if (!known.Contains(member.Name))
            {
                throw ApiException.BadParameter(member.Name, $"no such member here; there are {string.Join(", ", known)}");
            }
        }
    }
}
