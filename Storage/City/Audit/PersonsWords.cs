using System.Text.Json;
using CityOps.Core.City;
using CityOps.Core.Readings;
using CityOps.Storage.City.Entities;

namespace CityOps.Storage.City;

/// <summary>What people have said of a thing, as the audit trail has it: JSON; null of nothing.</summary>
static class PersonsWords
{
    public static string? Of(StationEntity? station) =>
        station is { SetByPerson: true } ? Write(new { station.Name, station.Lat, station.Lon, station.District, station.Domain, Attributes = StationAttributes.FromJson(station.Attributes).Values }) : null;

    public static string? Of(DeviceEntity? device) => device is null ? null : Write(
        new { device.Name, device.Domain, device.Station, device.Gateway, device.IntervalSeconds, Registration = device.Registration.ToString().ToLowerInvariant() });

    public static string Of(AlertEntity alert) => Write(new
    {
        alert.AcknowledgedBy, alert.AcknowledgedComment, alert.Assignee, alert.ShelvedBy,
        ShelvedUntil = alert.ShelvedUntil is { } until ? Instants.ToRfc3339(until) : null, alert.ShelvedReason,
    });

    /// <summary>A text that stands for itself.</summary>
    public static string Comment(string? text) => Write(new { Comment = text });

    static string Write<T>(T words) => JsonSerializer.Serialize(words, JsonSerializerOptions.Web);
}
