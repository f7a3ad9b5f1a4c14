using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace CityOps.Storage.City.Migrations
{
    /// <inheritdoc />
    public partial class AnnouncedAlerts : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "Announced",
                table: "person",
                type: "TEXT",
                nullable: false,
                defaultValue: "All");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "Announced",
                table: "person");
        }
    }
}
