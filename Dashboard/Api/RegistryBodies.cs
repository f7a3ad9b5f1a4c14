using CityOps.Core.City;
using CityOps.Core.Readings;
using CityOps.Ingestion.Http;
using CityOps.Storage.City;

namespace CityOps.Dashboard.Api;

/// <summary>The body of <c>PUT /stations/{id}</c>.</summary>
sealed record StationBody(string? Name, double? Lat, double? Lon, string? District, string? Domain, Dictionary<string, double>? Attributes)
{
    public StationPut Check(string id)
    {
        BodyChecks.Id(id);
        var name = BodyChecks.Text(Name, "name", 128) ?? throw ApiException.BadParameter("name", "is required");
        var lat = Lat is >= -90 and <= 90 ? Lat.Value : throw ApiException.BadParameter("lat", "degrees from -90 to 90 are required");
        var lon = Lon is >= -180 and <= 180 ? Lon.Value : throw ApiException.BadParameter("lon", "degrees from -180 to 180 are required");
        return new StationPut(name, lat, lon, BodyChecks.Text(District, "district", 64), BodyChecks.Domain(Domain)) { Attributes = BodyChecks.Attributes(Attributes) };
    }
}

/// <summary>The body of <c>PUT /devices/{id}</c>.</summary>
sealed record DeviceBody(string? Name, string? Domain, string? Station, string? Gateway, int? IntervalSeconds)
{
    public DevicePut Check(string id)
    {
        BodyChecks.Id(id);
        if (IntervalSeconds is < 1 or > 86_400)
        {
            throw ApiException.BadParameter("intervalSeconds", "a whole number from 1 to 86400, or null");
        }

        return new DevicePut(
            BodyChecks.Text(Name, "name", 128), BodyChecks.Domain(Domain), BodyChecks.Reference(Station, "station"),
            BodyChecks.Reference(Gateway, "gateway"), IntervalSeconds);
    }
}

static class BodyChecks
{
    public static void Id(string id)
    {
        if (!Identifiers.IsId(id))
        {
            throw ApiException.BadParameter("id", "1 to 64 characters of A-Z a-z 0-9 . _ -");
        }
    }

    public static StationAttributes Attributes(Dictionary<string, double>? values) =>
        StationAttributes.TryFrom(values ?? [], out var made) ? made
        : throw ApiException.BadParameter("attributes", $"at most {StationAttributes.Most} numbers by name: a letter, then up to 31 letters, digits and underscores");

    public static string? Reference(string? id, string name) =>
        id is null || Identifiers.IsId(id) ? id : throw ApiException.BadParameter(name, "1 to 64 characters of A-Z a-z 0-9 . _ -");

    public static string? Text(string? text, string name, int most) =>
        string.IsNullOrWhiteSpace(text) ? null
        : text.Length <= most && !text.Any(char.IsControl) ? text
        : throw ApiException.BadParameter(name, $"at most {most} characters, none of them a control character");

    /// <summary>A text that may have several lines; null where nothing is left of it.</summary>
    public static string? Lines(string? text, string name) =>
        text is null || text.Length <= LogText.Most ? LogText.Read(text) : throw ApiException.BadParameter(name, $"at most {LogText.Most} characters");

    public static string Domain(string? domain) =>
        domain is not null && Domains.IsKnown(domain) ? domain : throw ApiException.BadParameter("domain", $"one of {string.Join(", ", Domains.All)}");
}
