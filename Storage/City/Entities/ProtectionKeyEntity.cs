namespace CityOps.Storage.City.Entities;

/// <summary>A key of Data Protection as it wants it kept: XML with a name.</summary>
sealed class ProtectionKeyEntity
{
    public required string Name { get; init; }
    public required string Xml { get; set; }
}
