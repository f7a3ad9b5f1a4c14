using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace CityOps.Storage.City.Migrations
{
    /// <inheritdoc />
    public partial class AnnouncementChoice : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "Announcements",
                table: "person",
                type: "TEXT",
                nullable: false,
                defaultValue: "All");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "Announcements",
                table: "person");
        }
    }
}
