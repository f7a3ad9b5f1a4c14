using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace CityOps.Storage.City;

/// <summary>
/// Every instant of the city database is a 64-bit number of Unix milliseconds UTC, whatever the provider. Our own entities
/// hold that number; a <see cref="DateTimeOffset"/> of any other entity goes through here.
/// </summary>
sealed class UnixMsConverter() : ValueConverter<DateTimeOffset, long>(
    instant => instant.ToUnixTimeMilliseconds(),
    unixMs => DateTimeOffset.FromUnixTimeMilliseconds(unixMs));
