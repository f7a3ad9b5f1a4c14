using System.Xml.Linq;
using CityOps.Storage.City;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.DataProtection.Repositories;
using Microsoft.Extensions.Options;

namespace CityOps.Dashboard.Access;

/// <summary>Data Protection's keys in the city database: who is signed in stays so over a restart, and at every Dashboard of the city.</summary>
sealed class CityKeyRing(ProtectionKeys keys) : IXmlRepository, IConfigureOptions<KeyManagementOptions>
{
    public void Configure(KeyManagementOptions options) => options.XmlRepository = this;

    public IReadOnlyCollection<XElement> GetAllElements() => [.. keys.All().Select(XElement.Parse)];

    public void StoreElement(XElement element, string friendlyName) => keys.Keep(friendlyName, element.ToString(SaveOptions.DisableFormatting));
}
