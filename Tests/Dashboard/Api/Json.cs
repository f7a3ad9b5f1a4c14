using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace CityOps.Tests.Dashboard.Api;

/// <summary>What an answer has, in words that a failure can show.</summary>
static partial class Json
{
    public static long Now => TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds();

    /// <summary>The names of the members in their order, separated by spaces.</summary>
    public static string Members(this JsonElement element) => string.Join(' ', element.EnumerateObject().Select(member => member.Name));

    public static List<JsonElement> Items(this JsonElement answer)
    {
        Assert.Equal("items next", answer.Members());
        return [.. answer.GetProperty("items").EnumerateArray()];
    }

    public static JsonElement Item(this JsonElement answer, string id) => answer.Items().Single(item => item.Text("id") == id);

    public static string? Text(this JsonElement element, string member) => element.GetProperty(member).GetString();

    public static long Count(this JsonElement element, string member) => element.GetProperty(member).GetInt64();

    public static double Number(this JsonElement element, string member) => element.GetProperty(member).GetDouble();

    public static bool IsNull(this JsonElement element, string member) => element.GetProperty(member).ValueKind == JsonValueKind.Null;

    /// <summary>A time as the API writes it: UTC with milliseconds and Z.</summary>
    public static string Time(long unixMs) =>
        DateTimeOffset.FromUnixTimeMilliseconds(unixMs).ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);

    /// <summary>Unix ms of a time as a person writes it.</summary>
    public static long At(string time) => DateTimeOffset.Parse(time, CultureInfo.InvariantCulture).ToUnixTimeMilliseconds();

    public static void IsTime(string? text) => Assert.Matches(Rfc3339(), text);

    [GeneratedRegex(@"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z\z")]
    private static partial Regex Rfc3339();
}
